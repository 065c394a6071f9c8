import { asRoute } from "@/server/doors/as-route";
import { BODY_CAPS } from "@/server/doors/body-caps";
import { filesDoor } from "@/server/doors/files";

export const dynamic = "force-dynamic";

export const POST = asRoute(filesDoor, BODY_CAPS.files);
