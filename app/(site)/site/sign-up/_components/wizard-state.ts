"use client";

import { useEffect, useState } from "react";

/** What is kept between the steps: enough to go on after a refresh, never the password. */
export type WizardState = {
  step: "email" | "code" | "company" | "account";
  token: string;
  email: string;
  known: boolean;
  company: { name: string; slug: string; country: string };
  planCode: string;
};

const KEY = "trama.signUp";

/** The wizard's state, kept in this tab: a refresh goes on where one was. */
export function useWizardState(plan: string) {
  const [state, setState] = useState<WizardState>({
    ...{ step: "email", token: "", email: "", known: false, planCode: plan },
    company: { name: "", slug: "", country: "PE" },
  });
  useEffect(() => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as WizardState | null;
      // oxlint-disable-next-line react/set-state-in-effect -- the tab's store exists only in the browser
      if (kept?.token) setState((now) => ({ ...now, ...kept }));
    } catch {
      sessionStorage.removeItem(KEY);
    }
  }, []);
  const change = (part: Partial<WizardState>) =>
    setState((before) => {
      const next = { ...before, ...part };
      sessionStorage.setItem(KEY, JSON.stringify(next));
      return next;
    });
  const forget = () => sessionStorage.removeItem(KEY);
  return { state, change, forget };
}
