// What an exception or grant takes, by the strictest tier of the apps that it covers.

const DAY_MS = 86_400_000;

type Asked = { readonly approvals: number; readonly max_days: number };
const ASKED: Readonly<Record<1 | 2 | 3, Asked>> = {
	1: { approvals: 2, max_days: 30 },
	2: { approvals: 1, max_days: 90 },
	3: { approvals: 1, max_days: 90 },
};

/** People other than the one who asked, each another. */
export function approvalsNeeded(tier: 1 | 2 | 3): number {
	return ASKED[tier].approvals;
}

/** The longest that an exception may last, ms. */
export function longestException(tier: 1 | 2 | 3): number {
	return ASKED[tier].max_days * DAY_MS;
}
