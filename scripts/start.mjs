// `npm start`: everything from a fresh clone to a served product. Runs on any Node: what an old one
// could not parse is loaded only after its version is known.
var major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  console.error(
    /^es/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "")
      ? "Este Node es el " +
          process.versions.node +
          " y Trama necesita el 20 o más nuevo: instálelo y arranque de nuevo."
      : "This is Node " +
          process.versions.node +
          " and Trama needs 20 or newer: install it and start again.",
  );
  process.exit(1);
}
import("./supervisor/main.mjs").then(function (start) {
  return start.main(process.argv.slice(2));
});
