import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, firstEvents, Prefetch } from "@/app/_trpc/server";
import { timelineFilter } from "@/app/_ui/patterns/timeline/timeline-filter";
import { ProofRecord } from "../_components/proof-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("proofs"))("title") };
}

type Params = Promise<{ proofId: string }>;

export default async function ProofPage({ params }: { params: Params }) {
  const { proofId } = await params;
  const entity = { type: "paymentProof", id: proofId };
  return (
    <Prefetch
      queries={[api.payments.getProof.queryOptions({ proofId })]}
      lists={[firstEvents("timeline", timelineFilter(entity, 50))]}
    >
      <ProofRecord proofId={proofId} />
    </Prefetch>
  );
}
