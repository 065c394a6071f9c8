import { z } from "zod";
import { EXPIRED_PORTAL_COOKIE } from "@/server/auth/session";
import { withDevice } from "@/server/auth/with-device";
import { signOut } from "@/server/modules/auth/sign-out";
import { router } from "@/server/trpc/init";
import { customer, staff } from "@/server/trpc/procedures";
import { accountProcedures } from "./account/procedures";
import { cardProcedures } from "./cards/procedures";
import { chooseAccount } from "./choose-account";
import { confirmContactChange } from "./confirm-contact-change";
import { endSessions } from "./end-sessions";
import { getAccess } from "./get-access";
import { getProfile } from "./get-profile";
import { visitor } from "./internal/visitor";
import { listSessions } from "./list-sessions";
import { payProcedures } from "./pay/procedures";
import { requestCode } from "./request-code";
import { requestContactChange } from "./request-contact-change";
import { revokeSession } from "./revoke-session";
import * as schema from "./schema";
import { selfProcedures } from "./self/procedures";
import { sendLink } from "./send-link";
import { setAccess } from "./set-access";
import { signInWithCode } from "./sign-in-with-code";
import { signInWithLink } from "./sign-in-with-link";
import { updateProfile } from "./update-profile";

const none = z.object({});

export const portalRouter = router({
  ...accountProcedures,
  ...payProcedures,
  ...cardProcedures,
  ...selfProcedures,
  requestCode: visitor
    .input(schema.requestCodeInput)
    .output(schema.requestedCode)
    .mutation(({ ctx, input }) => requestCode(ctx, input)),
  signInWithCode: visitor
    .input(schema.signInWithCodeInput)
    .output(schema.provenAddress)
    .mutation(({ ctx, input }) => withDevice(ctx, (own) => signInWithCode(own, input))),
  signInWithLink: visitor
    .input(schema.signInWithLinkInput)
    .output(schema.provenAddress)
    .mutation(({ ctx, input }) => withDevice(ctx, (own) => signInWithLink(own, input))),
  chooseAccount: visitor
    .input(schema.chooseAccountInput)
    .output(schema.portalTicket)
    .mutation(({ ctx, input }) => withDevice(ctx, (own) => chooseAccount(own, input))),
  signOut: customer()
    .output(none)
    .mutation(async ({ ctx }) => {
      await signOut(ctx);
      ctx.responseHeaders.append("set-cookie", EXPIRED_PORTAL_COOKIE);
      return {};
    }),
  getProfile: customer()
    .output(schema.profileDto)
    .query(({ ctx }) => getProfile(ctx)),
  updateProfile: customer()
    .input(schema.updateProfileInput)
    .output(schema.profileDto)
    .mutation(({ ctx, input }) => updateProfile(ctx, input)),
  requestContactChange: customer()
    .input(schema.requestContactChangeInput)
    .output(schema.requestedChange)
    .mutation(({ ctx, input }) => requestContactChange(ctx, input)),
  confirmContactChange: customer()
    .input(schema.confirmContactChangeInput)
    .output(schema.profileDto)
    .mutation(({ ctx, input }) => confirmContactChange(ctx, input)),
  listSessions: customer()
    .output(z.array(schema.portalSessionDto))
    .query(({ ctx }) => listSessions(ctx)),
  revokeSession: customer()
    .input(schema.portalSessionIdInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await revokeSession(ctx, input);
      return {};
    }),
  getAccess: staff("customer.read")
    .input(schema.portalCustomerInput)
    .output(schema.portalAccessDto)
    .query(({ ctx, input }) => getAccess(ctx, input)),
  setAccess: staff("customer.manage")
    .input(schema.setAccessInput)
    .output(schema.portalAccessDto)
    .mutation(({ ctx, input }) => setAccess(ctx, input)),
  endSessions: staff("customer.manage")
    .input(schema.portalCustomerInput)
    .output(schema.portalAccessDto)
    .mutation(({ ctx, input }) => endSessions(ctx, input)),
  sendLink: staff("customer.manage")
    .input(schema.portalCustomerInput)
    .output(schema.portalAccessDto)
    .mutation(({ ctx, input }) => sendLink(ctx, input)),
});
