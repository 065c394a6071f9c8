import type { GatewaySettings } from "@/server/integrations/payments/ask-gateway";
import type {
  Confirming,
  GatewayAccount,
  GatewayName,
  PayForm,
  PaymentGateway,
} from "@/server/integrations/payments/schema";
import type { PayMethod } from "@/server/integrations/payments/schema";
import type { Fault } from "@/standins/late-answer";

export type StageNotice = { body: string; headers: Record<string, string>; query: string };

/** A gateway with its stand-in, as the contract suite plays on it: what somebody does there, and what stands there then. */
export type Stage = {
  readonly name: GatewayName;
  /** Money that it takes. */
  readonly currency: string;
  /** Its refusal of a refund beyond what is left. */
  readonly beyond: string;
  handle(request: Request): Promise<Response>;
  open(settings: GatewaySettings): PaymentGateway;
  /** The secrets of the account there; `wrong`: of nobody's. */
  secrets(wrong?: true): GatewayAccount["secrets"];
  accountId: string;
  /** Somebody pays, or tries to; what the browser brings back. */
  pay(asked: Confirming, over?: { declined: true }): URLSearchParams;
  fail(...faults: Fault[]): void;
  /** Charges that stand there, whatever our product knows. */
  charged(): number;
  /** Pages, orders and the like that were opened there. */
  opened(): number;
  refunded(): number;
  /** The ways to pay that its page or form shows to who stands before it, in the vendor's terms put into ours. */
  offers(asked: Confirming, at: { form: PayForm | undefined; country: string }): PayMethod[];
  /** Somebody takes a code or a slip there that is good until then; gives what pays it. */
  payLater?(asked: Confirming, method: PayMethod, end: Date): () => void;
  /** Until when codes are good that were asked for with a page, where the vendor is told so. */
  codesEnd?(asked: Confirming, method: PayMethod): Date | undefined;
  /** Makes a kept card say no, for good or until another day; `never`: it says yes again. */
  decline?(token: string, how?: "soft" | "never"): void;
  /** What time it is there, for those that look things up by it. */
  clock?(nowMs: number): void;
  /** What the service would send about the last thing that happened; undefined: it sends nothing. */
  notice?(): StageNotice;
};

/** As a stage's stand-in keeps which cards say no. */
export function decline(
  declining: Map<string, string>,
  token: string,
  how: "soft" | "never" | undefined,
  [hard, soft]: readonly [string, string],
): void {
  if (how === "never") declining.delete(token);
  else declining.set(token, how === "soft" ? soft : hard);
}
