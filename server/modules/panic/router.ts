import { z } from "zod";
import { dropHeld } from "@/server/panic/drop-held";
import { listHeld, listPanicSwitches, listPlatformPanicSwitches } from "@/server/panic/list-panic";
import { releaseHeld } from "@/server/panic/release-held";
import * as schema from "@/server/panic/schema";
import { switchPanicOff, switchPlatformPanicOff } from "@/server/panic/switch-panic-off";
import { switchPanicOn, switchPlatformPanicOn } from "@/server/panic/switch-panic-on";
import { router } from "@/server/trpc/init";
import { platform, staff } from "@/server/trpc/procedures";

const none = z.object({});
const done = async (work: Promise<void>) => {
  await work;
  return {};
};

export const panicRouter = router({
  list: staff("panic.read")
    .output(z.array(schema.panicSwitchDto))
    .query(({ ctx }) => listPanicSwitches(ctx)),
  switchOn: staff("panic.manage")
    .input(schema.switchPanicOnInput)
    .output(schema.panicSwitchDto)
    .mutation(({ ctx, input }) => switchPanicOn(ctx, input)),
  switchOff: staff("panic.manage")
    .input(schema.switchPanicOffInput)
    .output(none)
    .mutation(({ ctx, input }) => done(switchPanicOff(ctx, input))),
  listHeld: staff("panic.read")
    .input(schema.listHeldInput)
    .output(z.array(schema.heldCommandDto))
    .query(({ ctx, input }) => listHeld(ctx, input)),
  releaseHeld: staff("panic.manage")
    .input(schema.resolveHeldInput)
    .output(none)
    .mutation(({ ctx, input }) => done(releaseHeld(ctx, input))),
  dropHeld: staff("panic.manage")
    .input(schema.resolveHeldInput)
    .output(none)
    .mutation(({ ctx, input }) => done(dropHeld(ctx, input))),
  listPlatform: platform("platform.panic.manage")
    .output(z.array(schema.panicSwitchDto))
    .query(({ ctx }) => listPlatformPanicSwitches(ctx)),
  switchPlatformOn: platform("platform.panic.manage")
    .input(schema.switchPanicOnInput)
    .output(schema.panicSwitchDto)
    .mutation(({ ctx, input }) => switchPlatformPanicOn(ctx, input)),
  switchPlatformOff: platform("platform.panic.manage")
    .input(schema.switchPanicOffInput)
    .output(none)
    .mutation(({ ctx, input }) => done(switchPlatformPanicOff(ctx, input))),
});
