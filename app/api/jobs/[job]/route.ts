import { asRoute } from "@/server/doors/as-route";
import { BODY_CAPS } from "@/server/doors/body-caps";
import { handleJob } from "@/server/doors/jobs";

export const dynamic = "force-dynamic";

export const POST = asRoute(handleJob, BODY_CAPS.jobs);
