/**
 * SIGKILL to a process that was just seen; a process that ended by itself in between is no error:
 * a connection's backend may go between the question who is there and the blow.
 */
export function killOutright(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
