import { z } from "zod";

/** What a gateway's notice is about, as it is kept with the notice and with the job that follows it. */
export const noticeSubject = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["charge", "checkout", "dispute"]), id: z.string() }),
  z.object({ kind: z.literal("reference"), reference: z.string() }),
]);
