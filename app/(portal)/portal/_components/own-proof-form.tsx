"use client";

import type { ComponentProps } from "react";
import { portalApi } from "@/app/_trpc/portal-api";
import { uploadFile } from "@/app/_trpc/upload-file";
import { ProofForm } from "./proof-form";

/** The form of a signed-in customer. */
export function OwnProofForm(props: Omit<ComponentProps<typeof ProofForm>, "send">) {
  return (
    <ProofForm
      {...props}
      send={async (file, fields) => {
        const { id: fileId } = await uploadFile(file.name, file, { "trama-face": "portal" });
        await portalApi.submitProof.mutate({ ...fields, fileId });
      }}
    />
  );
}
