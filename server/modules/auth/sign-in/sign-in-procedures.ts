import { relyingParty } from "@/server/auth/relying-party";
import { ensureDevice, withDevice } from "@/server/auth/with-device";
import { tenantProcedure } from "@/server/trpc/procedures";
import { beginOidc } from "../begin-oidc";
import { beginPasskeySignIn } from "../begin-passkey-sign-in";
import { beginSecondStepPasskey } from "../begin-second-step-passkey";
import { beginEnrolmentAtSignIn, finishEnrolmentAtSignIn } from "../enrol-at-sign-in";
import { finishOidc } from "../finish-oidc";
import { finishSecondStep } from "../finish-second-step";
import { offerSignIn } from "../offer-sign-in";
import { requestPhoneCode } from "../request-phone-code";
import { signInInput } from "../schema";
import { signInWithPasskey } from "../sign-in-with-passkey";
import { signInWithPassword } from "../sign-in-with-password";
import { signInWithPhoneCode } from "../sign-in-with-phone-code";
import {
  beginOidcInput,
  challengeInput,
  enrolInput,
  enrolled,
  finishOidcInput,
  oidcAddress,
  passkeyOptions,
  passkeySignInInput,
  phoneCodeInput,
  phoneCodeRequest,
  phoneCodeSent,
  secondStepInput,
  signInAnswer,
  signInOffer,
  totpSetUp,
} from "./schema";

/** The host as browsers name it, with the port that the root host has. */
const addressOf = (host: Parameters<typeof relyingParty>[0]): string =>
  new URL(relyingParty(host).origin).host;

/** What a visitor of a tenant's host may call to become somebody. */
export const signInProcedures = {
  offerSignIn: tenantProcedure.output(signInOffer).query(({ ctx }) => offerSignIn(ctx)),
  signInWithPassword: tenantProcedure
    .input(signInInput)
    .output(signInAnswer)
    .mutation(({ ctx, input }) => withDevice(ctx, (known) => signInWithPassword(known, input))),
  beginPasskeySignIn: tenantProcedure
    .output(passkeyOptions)
    .mutation(({ ctx }) => beginPasskeySignIn(ctx, relyingParty(ctx.host))),
  signInWithPasskey: tenantProcedure
    .input(passkeySignInInput)
    .output(signInAnswer)
    .mutation(({ ctx, input }) =>
      withDevice(ctx, (known) => signInWithPasskey(known, input, relyingParty(ctx.host))),
    ),
  beginOidc: tenantProcedure
    .input(beginOidcInput)
    .output(oidcAddress)
    .mutation(({ ctx, input }) => beginOidc(ensureDevice(ctx), input, addressOf(ctx.host))),
  finishOidc: tenantProcedure
    .input(finishOidcInput)
    .output(signInAnswer)
    .mutation(({ ctx, input }) =>
      withDevice(ctx, (known) => finishOidc(known, input, addressOf(ctx.host))),
    ),
  requestPhoneCode: tenantProcedure
    .input(phoneCodeRequest)
    .output(phoneCodeSent)
    .mutation(({ ctx, input }) => requestPhoneCode(ctx, input)),
  signInWithPhoneCode: tenantProcedure
    .input(phoneCodeInput)
    .output(signInAnswer)
    .mutation(({ ctx, input }) => withDevice(ctx, (known) => signInWithPhoneCode(known, input))),
  beginSecondStepPasskey: tenantProcedure
    .input(challengeInput)
    .output(passkeyOptions)
    .mutation(({ ctx, input }) => beginSecondStepPasskey(ctx, input, relyingParty(ctx.host))),
  finishSecondStep: tenantProcedure
    .input(secondStepInput)
    .output(signInAnswer)
    .mutation(({ ctx, input }) =>
      withDevice(ctx, (known) => finishSecondStep(known, input, relyingParty(ctx.host))),
    ),
  beginEnrolmentAtSignIn: tenantProcedure
    .input(challengeInput)
    .output(totpSetUp)
    .mutation(({ ctx, input }) => beginEnrolmentAtSignIn(ctx, input, relyingParty(ctx.host))),
  finishEnrolmentAtSignIn: tenantProcedure
    .input(enrolInput)
    .output(enrolled)
    .mutation(({ ctx, input }) =>
      withDevice(ctx, (known) => finishEnrolmentAtSignIn(known, input)),
    ),
};
