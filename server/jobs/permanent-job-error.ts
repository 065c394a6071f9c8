/** Thrown by a handler when no retry can help: the job goes straight to the dead-letter list. */
export class PermanentJobError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "PermanentJobError";
  }
}
