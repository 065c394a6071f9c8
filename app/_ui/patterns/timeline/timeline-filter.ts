/** The filter of a timeline: a page that prefetches (`firstEvents("timeline", …)`) asks for exactly the same. */
export function timelineFilter(entity: { type: string; id: string } | undefined, limit = 50) {
  return entity ? { entityType: entity.type, entityId: entity.id, limit } : { limit };
}
