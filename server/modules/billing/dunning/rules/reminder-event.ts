/** Which words remind of an invoice: before its due day, on it, or after it (days from it, as a ladder's step counts). */
export function eventOfOffset(offsetDays: number) {
  if (offsetDays < 0) return "billing.reminderBefore" as const;
  return offsetDays === 0 ? ("billing.dueToday" as const) : ("billing.overdueReminder" as const);
}
