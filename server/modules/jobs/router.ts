import { z } from "zod";
import { router } from "@/server/trpc/init";
import { platform, staff } from "@/server/trpc/procedures";
import { dismissAnyDeadLetter } from "./dismiss-any-dead-letter";
import { dismissDeadLetter } from "./dismiss-dead-letter";
import { listAnyDeadLetters } from "./list-any-dead-letters";
import { listDeadLetters } from "./list-dead-letters";
import { replayAnyDeadLetter } from "./replay-any-dead-letter";
import { replayDeadLetter } from "./replay-dead-letter";
import * as schema from "./schema";

const none = z.object({});

export const jobsRouter = router({
  listDeadLetters: staff("job.read")
    .input(schema.listDeadLettersInput)
    .output(schema.deadLetterPage)
    .query(({ ctx, input }) => listDeadLetters(ctx, input)),
  replayDeadLetter: staff("job.manage")
    .input(schema.deadLetterIdInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await replayDeadLetter(ctx, input);
      return {};
    }),
  dismissDeadLetter: staff("job.manage")
    .input(schema.deadLetterIdInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await dismissDeadLetter(ctx, input);
      return {};
    }),
  listAnyDeadLetters: platform("platform.job.manage")
    .input(schema.listDeadLettersInput)
    .output(schema.anyDeadLetterPage)
    .query(({ ctx, input }) => listAnyDeadLetters(ctx, input)),
  replayAnyDeadLetter: platform("platform.job.manage")
    .input(schema.anyDeadLetterInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await replayAnyDeadLetter(ctx, input);
      return {};
    }),
  dismissAnyDeadLetter: platform("platform.job.manage")
    .input(schema.anyDeadLetterInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await dismissAnyDeadLetter(ctx, input);
      return {};
    }),
});
