/** Where an open form with changes stops who would leave: it asks first and goes on when told so. */
type Guard = (go: () => void) => void;

const guards = new Set<Guard>();

/** A form with unsaved changes stands in the way until the returned function is called. */
export function standInTheWay(guard: Guard): () => void {
  guards.add(guard);
  return () => void guards.delete(guard);
}

/** Goes somewhere by script (palette, shortcuts): at once, or after the form with unsaved changes was asked. */
export function leaveBy(go: () => void): void {
  const last = [...guards].at(-1);
  if (last) last(go);
  else go();
}
