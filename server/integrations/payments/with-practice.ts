import type { GatewayAccount, PaymentGateway } from "./schema";

/** Keys of the practice gateway begin so (`standins/stripe`); no vendor gives such a key. */
const PRACTICE_KEY = "sk_test_standin";

/**
 * A gateway whose practice accounts go to the practice gateway that `npm start` runs for the demo company; every other
 * account goes to the vendor. Never for an account that takes real money.
 */
export function withPractice(vendor: PaymentGateway, practice: PaymentGateway): PaymentGateway {
  const of = ({ live, secrets }: GatewayAccount) =>
    !live && secrets["secretKey"] === PRACTICE_KEY ? practice : vendor;
  return {
    ...vendor,
    create: (ctx, account, request) => of(account).create(ctx, account, request),
    confirm: (ctx, account, returned, asked) => of(account).confirm(ctx, account, returned, asked),
    lookUp: (ctx, account, subject) => of(account).lookUp(ctx, account, subject),
    refund: (ctx, account, request) => of(account).refund(ctx, account, request),
    ...(vendor.tokenCharge &&
      practice.tokenCharge && {
        tokenCharge: (ctx, account, request) =>
          (of(account).tokenCharge ?? notThere)(ctx, account, request),
      }),
    ...(vendor.forgetCard && {
      forgetCard: async (ctx, account, card) => of(account).forgetCard?.(ctx, account, card),
    }),
  };
}

const notThere: NonNullable<PaymentGateway["tokenCharge"]> = () => {
  throw new Error("this gateway charges no kept cards");
};
