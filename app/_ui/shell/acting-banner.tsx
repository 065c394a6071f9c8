"use client";

import { ImpersonationBanner } from "./impersonation-banner";
import { ViewAsBanner } from "./view-as-banner";

/** Whoever acts as somebody else, or looks through another role's eyes, sees so on every page. */
export function ActingBanner() {
  return (
    <>
      <ImpersonationBanner />
      <ViewAsBanner />
    </>
  );
}
