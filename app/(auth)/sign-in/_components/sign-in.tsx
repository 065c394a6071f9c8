"use client";

import { useState } from "react";
import { redeemTicket } from "@/app/_trpc/redeem-ticket";
import type { SignInAnswer, SignInOfferDto } from "@/server/modules/auth/sign-in/schema";
import { safeNext } from "../safe-next";
import { EnrolStep } from "./enrol-step";
import { FirstStep } from "./first-step";
import { OfferPasskey } from "./offer-passkey";
import { SecondStep } from "./second-step";

type Stage =
  | { name: "first" }
  | { name: "second"; next: NonNullable<SignInAnswer["nextStep"]> }
  | { name: "offerPasskey" };

/** From who one says one is to the page that was asked for, one question at a time. */
export function SignIn({ next, offer }: { next: string | undefined; offer: SignInOfferDto }) {
  const [asked, setAsked] = useState(next);
  const [stage, setStage] = useState<Stage>({ name: "first" });
  // A full load: nothing that the anonymous page kept survives.
  const leave = () => location.assign(safeNext(asked));
  const enter = async (answer: SignInAnswer, byPhone = false) => {
    if (answer.nextStep) return setStage({ name: "second", next: answer.nextStep });
    await redeemTicket(answer.ticket ?? "");
    if (byPhone && offer.passkey && "PublicKeyCredential" in window)
      return setStage({ name: "offerPasskey" });
    leave();
  };
  const again = () => setStage({ name: "first" });
  if (stage.name === "offerPasskey") return <OfferPasskey onDone={leave} />;
  if (stage.name === "first") {
    // Back from the provider, the address says nothing of the page that was asked for.
    const enterFrom = async (answer: SignInAnswer, before: string | undefined) => {
      setAsked(before);
      if (answer.nextStep) return enter(answer);
      await redeemTicket(answer.ticket ?? "");
      location.assign(safeNext(before));
    };
    return <FirstStep offer={offer} next={next} onAnswer={enter} onProvider={enterFrom} />;
  }
  if (stage.next.methods.includes("enrol"))
    return <EnrolStep challenge={stage.next.challenge} onAnswer={enter} onAgain={again} />;
  return <SecondStep step={stage.next} onAnswer={enter} onAgain={again} />;
}
