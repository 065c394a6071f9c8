import es from "@/messages/es";

export type Namespace = keyof typeof es;

/** Said on pages of every face: errors, forms, the choice of looks. */
const EVERYWHERE = ["common", "error", "errors", "patterns", "shell", "account"] as const;
/** Said only to people who are not staff, or only on paper. */
const OUTSIDE: readonly string[] = ["site", "signUp", "closed", "document"];

const staff = (Object.keys(es) as Namespace[]).filter((name) => !OUTSIDE.includes(name));

/** What each face's screens say in the browser; a page sends no other text (`namespaces.test.ts` wants no one missing). */
export const NAMESPACES = {
  /** Only what the page of a failure says: each face hands out its own texts below. */
  root: ["common", "error"],
  /** The sign-up alone; the other public pages are drawn by the server. */
  site: ["common", "error", "patterns", "signUp"],
  auth: [...EVERYWHERE, "signIn", "security", "invitation", "impersonation", "role"],
  portal: [...EVERYWHERE, "portal", "payMethods", "signIn", "impersonation"],
  platform: staff,
  staff,
} as const satisfies Record<string, readonly (Namespace | string)[]>;

/** The texts of some namespaces out of all of them. */
export function pickMessages<M extends object>(messages: M, names: readonly string[]): Partial<M> {
  return Object.fromEntries(
    Object.entries(messages).filter(([name]) => names.includes(name)),
  ) as Partial<M>;
}
