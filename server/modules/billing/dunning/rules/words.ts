/** What steps do. */
export const STEP_KINDS = ["reminder", "overdue", "softStep", "cut", "terminate", "task"] as const;

/** Why a day has no cuts. */
export const PREVIEW_REASONS = ["weekday", "holiday", "holidayEve", "blackout", "outage"] as const;

/** Every reason that a decision of the ladder can have. */
export const DECISION_REASONS = [
  "due",
  "notYet",
  "exempt",
  "belowFloor",
  "promise",
  "disputed",
  "superseded",
  "expired",
  "issuedLater",
  "onceADay",
  "beforeHours",
  "afterHours",
  ...PREVIEW_REASONS,
  "panic",
  "noticeFirst",
  "cutFirst",
  "paused",
  "notOnInvoice",
  "oneOff",
  "proof",
] as const;
