"use client";

import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";
import { closeLive } from "@/app/_trpc/open-live";
import { dropEveryDraft } from "@/app/_ui/patterns/form/draft-store";

/** Ends the session. The page is loaded anew, so that nothing of this person stays in memory or as a draft. */
export function useSignOut() {
  return useMutation(
    useTRPC().auth.signOut.mutationOptions({
      onMutate: () => {
        dropEveryDraft();
        closeLive();
      },
      onSettled: () => location.assign("/sign-in"),
    }),
  );
}
