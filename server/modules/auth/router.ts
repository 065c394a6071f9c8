import { z } from "zod";
import { EXPIRED_SESSION_COOKIE } from "@/server/auth/session";
import { router } from "@/server/trpc/init";
import { signedIn, staff, tenantProcedure } from "@/server/trpc/procedures";
import { createApiKey } from "./create-api-key";
import { getApiKey } from "./get-api-key";
import { listApiKeys } from "./list-api-keys";
import { listSessions } from "./list-sessions";
import { revokeApiKey } from "./revoke-api-key";
import { rotateApiKey } from "./rotate-api-key";
import { updateApiKey } from "./update-api-key";
import { revokeSession } from "./revoke-session";
import {
  apiKeyDto,
  apiKeyIdInput,
  apiKeyRecordDto,
  createApiKeyInput,
  createdApiKey,
  rotateApiKeyInput,
  sessionDto,
  sessionIdInput,
  updateApiKeyInput,
  whoAmIOutput,
} from "./schema";
import { accountProcedures } from "./sign-in/account-procedures";
import { signInProcedures } from "./sign-in/sign-in-procedures";
import { signOut } from "./sign-out";
import { whoAmI } from "./who-am-i";

const none = z.object({});

export const authRouter = router({
  whoAmI: tenantProcedure
    .meta({ openapi: { method: "GET", path: "/me", summary: "Who am I?", tags: ["auth"] } })
    .output(whoAmIOutput)
    .query(({ ctx }) => whoAmI(ctx)),
  ...signInProcedures,
  ...accountProcedures,
  signOut: signedIn.output(none).mutation(async ({ ctx }) => {
    await signOut(ctx);
    ctx.responseHeaders.append("set-cookie", EXPIRED_SESSION_COOKIE);
    return {};
  }),
  listSessions: signedIn.output(z.array(sessionDto)).query(({ ctx }) => listSessions(ctx)),
  revokeSession: signedIn
    .input(sessionIdInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await revokeSession(ctx, input);
      return {};
    }),
  listApiKeys: staff("apiKey.read")
    .output(z.array(apiKeyDto))
    .query(({ ctx }) => listApiKeys(ctx)),
  getApiKey: staff("apiKey.read")
    .input(apiKeyIdInput)
    .output(apiKeyRecordDto)
    .query(({ ctx, input }) => getApiKey(ctx, input)),
  updateApiKey: staff("apiKey.manage")
    .input(updateApiKeyInput)
    .output(apiKeyDto)
    .mutation(({ ctx, input }) => updateApiKey(ctx, input)),
  rotateApiKey: staff("apiKey.manage")
    .input(rotateApiKeyInput)
    .output(createdApiKey)
    .mutation(({ ctx, input }) => rotateApiKey(ctx, input)),
  createApiKey: staff("apiKey.manage")
    .input(createApiKeyInput)
    .output(createdApiKey)
    .mutation(({ ctx, input }) => createApiKey(ctx, input)),
  revokeApiKey: staff("apiKey.manage")
    .input(apiKeyIdInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await revokeApiKey(ctx, input);
      return {};
    }),
});
