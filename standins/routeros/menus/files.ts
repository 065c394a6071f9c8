import { dateTime } from "../router/clock";
import { exported } from "../router/export";
import type { Router } from "../router/router";
import type { Call, Item, Menu } from "../router/spec";
import { noSuchItem, Trap } from "../router/trap";
import * as v from "../router/values";

/** What `print` shows of a file; longer ones are read in pieces (from 7.13 on). */
const shownBytes = (router: Router): number => (router.version >= 7000 ? 60_000 : 4096);
const PIECE = 32_768;

const file: Menu = {
  path: "/file",
  named: true,
  properties: {
    name: v.neededText(),
    type: v.text("file"),
    contents: { ...v.text(""), secret: "never" },
  },
  unique: [{ key: ({ name }) => name, text: "file with such name already exists" }],
  state: (router, { values, madeAt = 0 }) => {
    const { contents = "" } = values;
    return {
      size: String(contents.length),
      [router.version >= 7010 ? "last-modified" : "creation-time"]: dateTime(router, madeAt),
      ...(contents.length <= shownBytes(router) && values.type !== "backup" && { contents }),
    };
  },
  verbs: { read: { policy: "read", run: read } },
};

function read({ router, attributes }: Call) {
  if (router.version < 7013) throw new Trap("no such command", 0);
  const { contents = "" } = router.find("/file", attributes.get("file") ?? "").values;
  const from = Number(attributes.get("offset") ?? 0);
  const size = Number(attributes.get("chunk-size") ?? PIECE);
  if (!(size >= 1 && size <= PIECE))
    throw new Trap(`value of chunk-size out of range (1..${PIECE})`, 1);
  return { rows: [{ data: contents.slice(from, from + size) }] };
}

/** A file of that name, written anew. */
export function writeFile(router: Router, name: string, type: string, contents: string): Item {
  const old = router.table("/file").byName(name);
  if (old) router.delete("/file", old);
  return router.insert("/file", { name, type, contents }, { madeAt: router.now() });
}

const backup: Menu = {
  path: "/system/backup",
  properties: {},
  fixed: true,
  verbs: {
    save: {
      policy: "sensitive",
      run: ({ router, attributes }) => {
        const name = attributes.get("name") ?? "MikroTik";
        // A binary of MikroTik's own; what it holds is nobody's business but the router's.
        writeFile(
          router,
          `${name}.backup`,
          "backup",
          `\u0088\u00AC\u00A1\u00B1${exported(router, true)}`,
        );
        return { rows: [] };
      },
    },
  },
};

/** `/export file=x`; without a file there is no answer for a machine to read, and real routers give none by the API. */
export function exportToFile({ router, attributes, can }: Call): void {
  const name = attributes.get("file");
  if (name === undefined) throw new Trap("no such command", 0);
  if (name === "") throw noSuchItem();
  const open =
    attributes.has("show-sensitive") ||
    (router.version < 7000 && !attributes.has("hide-sensitive"));
  writeFile(router, `${name}.rsc`, "script", exported(router, open && can("sensitive")));
}

export const fileMenus: readonly Menu[] = [file, backup];
