import { Resolver } from "node:dns/promises";

/**
 * What public DNS says at a name: its TXT values (chunks joined), certainly nothing, or no answer.
 * "Unreachable" is our trouble or the resolver's: it proves nothing against anybody.
 */
export type TxtAnswer =
  | { readonly kind: "records"; readonly values: readonly string[] }
  | { readonly kind: "none" }
  | { readonly kind: "unreachable" };

export type TxtResolver = (name: string) => Promise<TxtAnswer>;

/** Asks the machine's resolvers, 3 s and two tries each. A DNS question holds a name that its owner typed and leaks nothing else. */
const askDns: TxtResolver = async (name) => {
  try {
    const records = await new Resolver({ timeout: 3_000, tries: 2 }).resolveTxt(name);
    return { kind: "records", values: records.map((chunks) => chunks.join("")) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return code === "ENOTFOUND" || code === "ENODATA" ? { kind: "none" } : { kind: "unreachable" };
  }
};

const key = Symbol.for("trama.txtResolver");
type Holder = { [key]?: TxtResolver };

/** The TXT records at a name. */
export const txtRecords: TxtResolver = (name) => ((globalThis as Holder)[key] ?? askDns)(name);

/** Replaces the resolver inside a test process; undefined puts DNS back. Throws in production. */
export function setTxtResolver(resolver: TxtResolver | undefined): void {
  if (process.env.NODE_ENV === "production") throw new Error("the resolver's seam is for tests");
  (globalThis as Holder)[key] = resolver;
}
