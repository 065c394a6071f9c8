import { asRoute } from "@/server/doors/as-route";
import { filesDoor } from "@/server/doors/files";

export const dynamic = "force-dynamic";

export const GET = asRoute(filesDoor);
