/** A CommonJS default export seen from an ES module: bundlers unwrap it, Node does not. */
export function defaultExport<T>(module: T): T {
  return (module as { default?: T }).default ?? module;
}
