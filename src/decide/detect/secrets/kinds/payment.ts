// Keys of payment, banking, commerce and shipping services.
import { context, type KindFamily, token } from "../kind.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

export const PAYMENT_KINDS: KindFamily = {
	tokens: [
		token("secret.stripe_key", ["sk_live_", "sk_test_", "rk_live_", "rk_test_", "sk_prod_", "sk_org_"], "[A-Za-z0-9]{16,255}"),
		token("secret.stripe_webhook_secret", "whsec_", "[A-Za-z0-9+/]{32,64}={0,2}"),
		token("secret.square_token", ["EAAAE", "EAAAF", "EAAAl"], "[A-Za-z0-9_-]{59}"),
		token("secret.square_token", "sq0atp-", "[A-Za-z0-9_-]{22}"),
		token("secret.square_token", "sq0csp-", "[A-Za-z0-9_-]{43}"),
		token("secret.paypal_secret", ["access_token$production$", "access_token$sandbox$"], "[0-9a-z]{16}\\$[0-9a-f]{32}"),
		token("secret.adyen_key", "AQE", "[a-z0-9]{1,3}hmfu[A-Za-z0-9+/=._<>:;,|~^!?()\\[\\]{}-]{60,200}"),
		token("secret.shopify_token", ["shpat_", "shpca_", "shppa_", "shpss_", "shpua_"], "[a-fA-F0-9]{32}"),
		token("secret.plaid_secret", ["access-sandbox-", "access-development-", "access-production-"], UUID),
		token("secret.razorpay_key", ["rzp_live_", "rzp_test_"], "[A-Za-z0-9]{14}"),
		token("secret.flutterwave_key", ["FLWSECK-", "FLWSECK_TEST-"], "[A-Za-z0-9]{12,32}(?:-[A-Za-z0-9]{11})?-X"),
		token("secret.gocardless_token", ["live_", "sandbox_"], "(?=[A-Za-z]{0,30}[0-9_-])[A-Za-z0-9_-]{40}(?!-)", { score: 720 }),
		token("secret.easypost_key", ["EZAK", "EZTK"], "[A-Za-z0-9]{54}"),
		token("secret.shippo_token", ["shippo_live_", "shippo_test_"], "[a-f0-9]{40}"),
		token("secret.duffel_token", ["duffel_live_", "duffel_test_"], "[A-Za-z0-9_=-]{43}"),
		token("secret.lob_key", ["live_", "test_"], "[a-f0-9]{35}", { score: 910 }),
	],
	contexts: [
		context("secret.paypal_secret", ["paypal"], "E[A-Za-z0-9_-]{79}", 900),
		context("secret.paypal_secret", ["braintree"], "[a-f0-9]{32}"),
		context("secret.adyen_key", ["adyen"], "AQ[A-Za-z0-9+/=._-]{60,200}", 900),
		context("secret.plaid_secret", ["plaid"], "[a-f0-9]{30}"),
		context("secret.coinbase_secret", ["coinbase"], "[A-Za-z0-9+/]{64,86}={0,2}"),
		context("secret.coinbase_secret", ["coinbase"], "[A-Za-z0-9]{32}"),
	],
};
