import { speaksSpanish } from "./failure.mjs";

/**
 * @typedef {object} Face
 * @property {"site" | "platform" | "staff" | "portal"} name
 * @property {string} origin what a browser uses
 * @property {string} connect address for programs: connect there and send the origin's host as Host
 * @property {string} [path] where the face begins, unless at "/"
 * @property {string} [tenant] slug
 */

/** @typedef {Record<string, unknown> & { tenant?: string, face?: string, role?: string, email?: string, password?: string }} Login */

/**
 * The faces that a start offers: the site, the platform, and staff and portal of each demo tenant.
 * @param {{ rootHost: string, scheme: string, port: number, host: string }} place @param {string[]} tenants
 * @returns {Face[]}
 */
export function facesOf({ rootHost, scheme, port, host }, tenants) {
  const connect = `http://${host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host}:${port}`;
  const at = (/** @type {string} */ prefix) => ({
    origin: `${scheme}://${prefix}${rootHost}`,
    connect,
  });
  return [
    { name: "site", ...at("") },
    { name: "platform", ...at("admin.") },
    ...tenants.flatMap((tenant) => [
      { name: /** @type {const} */ ("staff"), ...at(`${tenant}.`), tenant },
      { name: /** @type {const} */ ("portal"), ...at(`${tenant}.`), path: "/portal", tenant },
    ]),
  ];
}

/**
 * The table that a person sees.
 * @param {Face[]} faces @param {Login[]} logins @param {{ routers: import("./demo-helpers.mjs").DemoRouter[], phone?: import("./demo-helpers.mjs").DemoPhone }} demo
 * @returns {string}
 */
export function table(faces, logins, { routers, phone }) {
  const spanish = speaksSpanish();
  const rows = [
    ...faces.map((face) => [titleOf(face, spanish), `${face.origin}${face.path ?? ""}`]),
    ...(logins.length > 0
      ? [
          ["", ""],
          [spanish ? "Accesos de prueba" : "Demo logins", ""],
        ]
      : []),
    ...logins.map((login) => [
      [login.tenant ?? "admin", login.role ?? login.face].join(" · "),
      [login.email, login.password].join("   "),
    ]),
    ...(routers.length > 0
      ? [
          ["", ""],
          [spanish ? "Routers de práctica" : "Practice routers", "curl -d help …"],
        ]
      : []),
    ...routers.map(({ name, control }) => [name, `http://127.0.0.1:${control}`]),
    ...(phone
      ? [
          ["", ""],
          [
            spanish ? "Teléfono de práctica (WhatsApp)" : "Practice phone (WhatsApp)",
            `${phone.url}/`,
          ],
        ]
      : []),
  ];
  const width = Math.max(...rows.map(([name]) => name?.length ?? 0));
  const lines = rows.map(([name = "", value]) => `  ${name.padEnd(width)}   ${value}`.trimEnd());
  const end = spanish ? "Ctrl-C detiene todo." : "Ctrl-C stops everything.";
  return `\n${lines.join("\n")}\n\n  ${end}\n`;
}

/** @param {Face} face @param {boolean} spanish */
function titleOf({ name, tenant }, spanish) {
  if (name === "site") return spanish ? "Sitio" : "Site";
  if (name === "platform") return spanish ? "Plataforma" : "Platform";
  return `${tenant} · ${name === "portal" ? "portal" : spanish ? "personal" : "staff"}`;
}
