import { z } from "zod";
import { GatewayProblem } from "@/server/integrations/payments/schema";
import { defineJob } from "@/server/jobs/define-job";
import { Unavailable } from "@/server/kernel/errors";
import { log } from "@/server/log";
import { followNotice } from "../internal/follow-notice";
import { noticeSubject } from "../rules/notice-subject";

/** Tries of the job's own, a quarter of an hour or so; then the janitor asks, for as long as it takes. */
const OWN_TRIES = 9;

/** Works on a gateway's notice: a hint only. The gateway is asked what is true, and that is what counts, in whatever order notices come. */
export const readGatewayNotice = defineJob({
  name: "payments.readNotice",
  schema: z.object({ noticeId: z.uuid(), integrationId: z.uuid(), subject: noticeSubject }),
  handle: async (ctx, notice, { attempt }) => {
    try {
      await followNotice(ctx, notice);
    } catch (error) {
      const silent = error instanceof GatewayProblem || error instanceof Unavailable;
      if (!silent || attempt < OWN_TRIES) throw error;
      log.warn({ err: error, notice: notice.noticeId }, "notice left to the janitor");
    }
  },
});
