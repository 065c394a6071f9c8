import { asRoute } from "@/server/doors/as-route";
import { handleJob } from "@/server/doors/jobs";

export const dynamic = "force-dynamic";

export const POST = asRoute(handleJob);
