/** Every path of a tree of field errors (react-hook-form) with its message; pure. */
export function fieldPaths(errors: object, prefix = ""): { path: string; message: string }[] {
  return Object.entries(errors).flatMap(([name, node]: [string, unknown]) => {
    if (typeof node !== "object" || node === null) return [];
    const path = prefix === "" ? name : `${prefix}.${name}`;
    const { message } = node as { message?: unknown };
    if (typeof message === "string") return [{ path, message }];
    return "nodeType" in node ? [] : fieldPaths(node, path);
  });
}
