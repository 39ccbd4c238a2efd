// Passwords given to command-line programs: `curl -u user:…`, `sshpass -p …`, `mysql -p…`.
import type { Hit } from "../detector.ts";
import { passwordScore } from "./value.ts";

/** The program, its other arguments, then the option with the password as the last group. */
const OPTIONS: Readonly<Record<string, RegExp>> = {
	curl: /curl\s(?:[^\n]{0,200}?\s)?(?:-u|--user)[ =]?["']?[^\s:"']{0,64}:([^\s"']{4,128})/iy,
	wget: /wget\s[^\n]{0,200}?--(?:http-|ftp-)?password[ =]["']?([^\s"']{4,128})/iy,
	sshpass: /sshpass\s+-p\s?["']?([^\s"']{4,128})/iy,
	mysql: /mysql(?:dump|admin)?\s[^\n]{0,120}?\s-p["']?([^\s"']{4,128})/iy,
	"redis-cli": /redis-cli\s[^\n]{0,120}?-a\s["']?([^\s"']{4,128})/iy,
	docker: /docker\s+login\s[^\n]{0,160}?(?:-p|--password)[ =]["']?([^\s"']{4,256})/iy,
};

export const COMMANDS: readonly string[] = Object.keys(OPTIONS);

/** The password in the arguments of the program named at `at`. */
export function commandAt(command: string, text: string, at: number): Hit | undefined {
	const pattern = OPTIONS[command];
	if (pattern === undefined) return undefined;
	pattern.lastIndex = at;
	const value = pattern.exec(text)?.[1];
	if (value === undefined) return undefined;
	const score = passwordScore(value, "assigned");
	if (score === 0) return undefined;
	const start = pattern.lastIndex - value.length;
	return { type: "secret.generic_password", start, end: pattern.lastIndex, score, evidence: "context" };
}
