import { z } from "zod";
import { relyingParty } from "@/server/auth/relying-party";
import { inPerson, signedIn, staff } from "@/server/trpc/procedures";
import { beginPasskey } from "../begin-passkey";
import { beginProof } from "../begin-proof";
import { beginTotp } from "../begin-totp";
import { changePassword } from "../change-password";
import { confirmTotp } from "../confirm-totp";
import { getAccount } from "../get-account";
import { getSignInPolicy } from "../get-sign-in-policy";
import { listDevices } from "../list-devices";
import { offerProof } from "../offer-proof";
import { proveAgain } from "../prove-again";
import { regenerateRecoveryCodes } from "../regenerate-recovery-codes";
import { registerPasskey } from "../register-passkey";
import { removePasskey } from "../remove-passkey";
import { removeTotp } from "../remove-totp";
import { renamePasskey } from "../rename-passkey";
import { revokeOtherSessions } from "../revoke-other-sessions";
import { saveSignInPolicy } from "../save-sign-in-policy";
import { sendProofCode } from "../send-proof-code";
import { unlinkIdentity } from "../unlink-identity";
import { updateProfile } from "../update-profile";
import {
  accountDto,
  changePasswordInput,
  codeInput,
  deviceDto,
  endedCount,
  identityIdInput,
  passkeyIdInput,
  passkeyOptions,
  phoneCodeSent,
  proofInput,
  proofOffer,
  proofTicket,
  recoverySheet,
  registerPasskeyInput,
  renamePasskeyInput,
  savedSignInPolicy,
  signInPolicy,
  totpSetUp,
  updateProfileInput,
} from "./schema";

const none = z.object({});
const done = async (work: Promise<unknown>): Promise<Record<string, never>> => {
  await work;
  return {};
};

/** A member's own account: how they sign in, where they are signed in, how they prove it again. */
export const accountProcedures = {
  getAccount: signedIn.output(accountDto).query(({ ctx }) => getAccount(ctx)),
  updateProfile: signedIn
    .input(updateProfileInput)
    .output(none)
    .mutation(({ ctx, input }) => done(updateProfile(ctx, input))),
  changePassword: inPerson
    .input(changePasswordInput)
    .output(none)
    .mutation(({ ctx, input }) => done(changePassword(ctx, input))),
  beginTotp: inPerson
    .output(totpSetUp)
    .mutation(({ ctx }) => beginTotp(ctx, relyingParty(ctx.host))),
  confirmTotp: inPerson
    .input(codeInput)
    .output(recoverySheet)
    .mutation(({ ctx, input }) => confirmTotp(ctx, input)),
  removeTotp: inPerson.output(none).mutation(({ ctx }) => done(removeTotp(ctx))),
  regenerateRecoveryCodes: inPerson
    .output(recoverySheet)
    .mutation(({ ctx }) => regenerateRecoveryCodes(ctx)),
  beginPasskey: inPerson
    .output(passkeyOptions)
    .mutation(({ ctx }) => beginPasskey(ctx, relyingParty(ctx.host))),
  registerPasskey: inPerson
    .input(registerPasskeyInput)
    .output(z.object({ passkeyId: z.uuid() }))
    .mutation(({ ctx, input }) => registerPasskey(ctx, input, relyingParty(ctx.host))),
  renamePasskey: inPerson
    .input(renamePasskeyInput)
    .output(none)
    .mutation(({ ctx, input }) => done(renamePasskey(ctx, input))),
  removePasskey: inPerson
    .input(passkeyIdInput)
    .output(none)
    .mutation(({ ctx, input }) => done(removePasskey(ctx, input))),
  unlinkIdentity: inPerson
    .input(identityIdInput)
    .output(none)
    .mutation(({ ctx, input }) => done(unlinkIdentity(ctx, input))),
  listDevices: signedIn.output(z.array(deviceDto)).query(({ ctx }) => listDevices(ctx)),
  revokeOtherSessions: signedIn.output(endedCount).mutation(({ ctx }) => revokeOtherSessions(ctx)),
  offerProof: signedIn.output(proofOffer).query(({ ctx }) => offerProof(ctx)),
  beginProof: signedIn
    .output(passkeyOptions)
    .mutation(({ ctx }) => beginProof(ctx, relyingParty(ctx.host))),
  sendProofCode: signedIn.output(phoneCodeSent).mutation(({ ctx }) => sendProofCode(ctx)),
  proveAgain: signedIn
    .input(proofInput)
    .output(proofTicket)
    .mutation(({ ctx, input }) => proveAgain(ctx, input, relyingParty(ctx.host))),
  getSignInPolicy: staff("signInMethod.manage")
    .output(savedSignInPolicy)
    .query(({ ctx }) => getSignInPolicy(ctx)),
  saveSignInPolicy: staff("signInMethod.manage")
    .input(signInPolicy)
    .output(savedSignInPolicy)
    .mutation(({ ctx, input }) => saveSignInPolicy(ctx, input)),
};
