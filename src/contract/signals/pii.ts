// Signal types of personal data.
import type { SignalTypes } from "./type.ts";

export const PII_SIGNALS = {
	"pii.email": { title: "E-mail address", severity: "medium", mask: "[EMAIL]" },
	"pii.phone": { title: "Telephone number", severity: "medium", mask: "[PHONE]" },
	"pii.card": { title: "Payment card number", severity: "high", mask: "[CARD]" },
	"pii.iban": { title: "Bank account number (IBAN)", severity: "high", mask: "[IBAN]" },
	"pii.ip": { title: "IP address", severity: "low", mask: "[IP]" },
	"pii.us_ssn": { title: "US social security number", severity: "high", mask: "[SSN]" },
	"pii.address": { title: "Postal address", severity: "medium", mask: "[ADDRESS]" },
	"pii.name": { title: "Name of a person", severity: "low", mask: "[NAME]" },
	"pii.date_of_birth": { title: "Date of birth", severity: "medium", mask: "[DATE OF BIRTH]" },
} as const satisfies SignalTypes;
