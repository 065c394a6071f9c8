import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const PATH = process.env.TRAMA_CHROMIUM ?? "/usr/bin/chromium";

// Debian as root: the package. Elsewhere a person chooses how a browser comes onto their machine.
if (existsSync(PATH)) process.stdout.write(`Chromium is at ${PATH}\n`);
else if (process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get"))
  install();
else
  stop(
    `No Chromium at ${PATH}. Install one and set TRAMA_CHROMIUM to its path, then run npm test again.`,
  );

function install() {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { stdio: /** @type {const} */ (["ignore", "ignore", "inherit"]), env };
  // Another installation may hold the lock: wait for it instead of failing.
  const wait = ["-o", "DPkg::Lock::Timeout=300"];
  spawnSync("apt-get", [...wait, "update"], options);
  const wanted = ["--no-install-recommends", "chromium", "fonts-liberation"];
  const { status } = spawnSync("apt-get", [...wait, "install", "-y", ...wanted], options);
  if (status !== 0 || !existsSync("/usr/bin/chromium"))
    stop("Chromium could not be installed with apt-get. Install it and run npm test again.");
}

/** @param {string} sentence */
function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
