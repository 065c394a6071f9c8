import { composition } from "@/server/composition";
import { atMost } from "@/server/kernel/at-most";

type Room = ReturnType<typeof atMost>;
let room: Room | undefined;

/**
 * For a lane's steps in the database: many lanes wait for their routers side by side, and all of them together take no
 * more than half of the process's connections. No vendor call inside, and never one within another.
 */
export const inLaneRoom: Room = (work) =>
  (room ??= atMost(Math.max(2, Math.floor(composition().env.TRAMA_DATABASE_POOL / 2))))(work);
