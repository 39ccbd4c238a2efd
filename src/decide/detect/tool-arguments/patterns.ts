// The patterns: what each would do, and how sure its mere presence in an argument is. No pattern backtracks beyond a bound.
import type { TOOL_SIGNALS } from "../../../contract/signals/tool.ts";

export type ToolPattern = {
	readonly type: keyof typeof TOOL_SIGNALS;
	readonly score: number;
	/** Matched globally; every repetition is bounded, so that time is linear in the text. */
	readonly pattern: RegExp;
	/** Lower-case literals, one of which must occur before the pattern is tried. */
	readonly words?: readonly string[];
};

const COMMANDS =
	"rm|curl|wget|nc|ncat|bash|sh|zsh|python3?|perl|ruby|node|php|cat|chmod|chown|dd|mkfs|kill|shutdown|reboot|ssh|scp|powershell|cmd|whoami|id|env|printenv|base64|eval|exec|sudo|su|crontab|useradd|net";

/** A command stands alone or takes a flag, path, variable or URL; "; cat pictures" is prose. */
const COMMAND_END = "(?=\\s{0,8}(?:$|[;|&)\\n])|\\s{1,8}(?:-|/|\\.|~|\\$|['\"]|https?:|[\\w.-]{1,64}/))";

const PATHS: readonly ToolPattern[] = [
	{ type: "tool.path_traversal", score: 900, pattern: /(?:\.\.[\\/]){2,32}|(?:^|[\\/])\.\.(?:[\\/]|$)/g, words: [".."] },
	{ type: "tool.path_traversal", score: 850, pattern: /\.{4}\/\/|\.\.;\/|\0/g },
	{
		type: "tool.sensitive_path",
		score: 950,
		pattern:
			/\/etc\/(?:passwd|shadow|sudoers|ssh|gshadow|master\.passwd|kubernetes|crontab)\b|\/proc\/(?:self|\d{1,7})\/(?:environ|mem|cmdline|maps|fd)\b|\/var\/run\/(?:secrets|docker\.sock)|\/root\/|[\\/]\.ssh(?:[\\/]|$)|\bid_(?:rsa|ed25519|ecdsa|dsa)\b|authorized_keys|[\\/]\.aws[\\/]|[\\/]\.kube[\\/]config|[\\/]\.gnupg|[\\/]\.docker[\\/]config\.json|[\\/]\.netrc|[\\/]\.pgpass|[\\/]\.git-credentials|[\\/]\.npmrc|[\\/]\.bash_history|(?:^|[\\/])\.env(?:\.[a-z]{1,16})?(?:$|[\s"'])/gi,
	},
	{
		type: "tool.sensitive_path",
		score: 900,
		pattern:
			/\b[a-z]:[\\/]+windows[\\/]+(?:system32|win\.ini)|\bntds\.dit\b|[\\/]sam\b(?=.{0,16}(?:config|system32))|\\[\w.-]{1,64}\\(?:admin|c|ipc)\$/gi,
		words: ["windows", "ntds", "sam", "$"],
	},
];

const SHELL: readonly ToolPattern[] = [
	{
		type: "tool.shell_injection",
		score: 900,
		pattern: new RegExp(
			`(?:;|\\|\\|?|&&?|\\n)\\s{0,16}(?:sudo\\s{1,4})?(?:/(?:usr/)?s?bin/)?(?:${COMMANDS})\\b${COMMAND_END}`,
			"gi",
		),
	},
	{
		type: "tool.shell_injection",
		score: 850,
		pattern: new RegExp(
			`\\$\\(\\s{0,8}(?:${COMMANDS}|ls|echo|uname|hostname|ping|sleep)\\b[^)]{0,512}\\)|\`\\s{0,8}(?:${COMMANDS}|ls|uname|hostname|ping|sleep)\\b[^\`\\n]{0,512}\``,
			"gi",
		),
	},
	{
		type: "tool.shell_injection",
		score: 850,
		pattern:
			/\|\s{0,8}(?:ba|z|da|k)?sh\b|>\s{0,8}\/dev\/tcp\/|\/dev\/tcp\/[\d.]{7,15}\/\d{1,5}|\$\{IFS\}|<\(\s{0,8}(?:curl|wget)\b/gi,
	},
	{
		type: "tool.destructive_command",
		score: 950,
		pattern:
			/\brm\s{1,8}(?:-[a-z]{1,8}\s{1,8}){0,4}-(?:[a-z]{0,6}r[a-z]{0,6}f|[a-z]{0,6}f[a-z]{0,6}r)[a-z]{0,6}\b|\brm\s{1,8}(?:-r\s{1,8}-f|--recursive\s{1,8}--force)|\bmkfs(?:\.\w{1,8})?\s|\bdd\s{1,8}[^\n]{0,128}\bof=\/dev\/|:\(\)\s{0,4}\{\s{0,4}:\|:&|\bformat\s{1,4}[a-z]:|\bdel\s{1,4}\/[sqf]\b|\brd\s{1,4}\/s\b|\bremove-item\b[^\n]{0,128}-recurse|\bchmod\s{1,4}(?:-r\s{1,4})?(?:0?777|a\+rwx)\b|\bshutdown\s{1,4}(?:-|\/|now)|\bvssadmin\s{1,4}delete|\bcipher\s{1,4}\/w|\bgit\s{1,4}push\s{1,4}[^\n]{0,64}--force\b|\bkubectl\s{1,4}delete\b|\bterraform\s{1,4}destroy\b|\bdocker\s{1,4}system\s{1,4}prune\b/gi,
	},
];

const SQL: readonly ToolPattern[] = [
	{
		type: "tool.sql_injection",
		score: 950,
		pattern:
			/['"`)]\s{0,8}(?:or|and)\s{1,8}(?:['"`]?\w{1,32}['"`]?\s{0,4}=\s{0,4}['"`]?\w{1,32}|true\b|\d{1,8}\s{0,4}[=<>])|\bunion\s{1,8}(?:all\s{1,8})?select\b|['"`]\s{0,8};\s{0,8}(?:drop|delete|update|insert|alter|truncate|exec|shutdown)\b|['"`)]\s{0,8}(?:--|#|\/\*)(?:\s|$)/gi,
	},
	{
		type: "tool.sql_injection",
		score: 900,
		pattern:
			/\b(?:sleep|benchmark|pg_sleep|dbms_pipe\.receive_message)\s{0,4}\(\s{0,4}\d|\bwaitfor\s{1,4}delay\b|\bxp_cmdshell\b|\binformation_schema\.\w|\binto\s{1,4}(?:out|dump)file\b|\bload_file\s{0,4}\(|\bextractvalue\s{0,4}\(|\bpg_read_file\b|\bcopy\s{1,4}\w{1,64}\s{1,4}(?:to|from)\s{1,4}program\b|\bor\s{1,4}(\d{1,6})\s{0,4}=\s{0,4}\1\b/gi,
	},
	{
		type: "tool.sql_destructive",
		score: 900,
		pattern:
			/\bdrop\s{1,8}(?:table|database|schema|view|index|user|role)\b|\btruncate\s{1,8}(?:table\s{1,8})?[\w."`]{1,64}|\bdelete\s{1,8}from\s{1,8}[\w."`]{1,128}\s{0,8}(?:;|$)|\bupdate\s{1,8}[\w."`]{1,128}\s{1,8}set\s{1,8}(?![^;]{0,512}\bwhere\b)[^;]{1,512}(?:;|$)|\balter\s{1,8}(?:table|user|role|database)\b|\b(?:grant|revoke)\s{1,8}(?:all|select|insert|update|delete|execute)\b/gi,
		words: ["drop", "truncate", "delete", "update", "alter", "grant", "revoke"],
	},
	{
		type: "tool.nosql_injection",
		score: 850,
		pattern: /(?:^|["'\s{,[])\$(?:ne|gt|gte|lt|lte|nin|where|regex|exists|function|accumulator)\b["']?\s{0,4}(?::|$|\n)/gm,
		words: ["$"],
	},
];

const CODE: readonly ToolPattern[] = [
	{
		type: "tool.template_injection",
		score: 850,
		pattern:
			/\{\{[^{}\n]{0,128}(?:__\w{1,32}__|config\b|self\.|request\.|cycler|lipsum|\d\s{0,2}\*\s{0,2}\d|constructor|joiner|namespace)[^{}\n]{0,128}\}\}|\$\{[^{}\n]{0,64}(?:\d\s{0,2}\*\s{0,2}\d|T\(|jndi:|java\.lang|getRuntime|script:|dns:|url:)[^{}\n]{0,128}\}|<%=?[^%\n]{1,256}%>|#\{[^{}\n]{0,64}(?:\d\s{0,2}\*\s{0,2}\d|system|exec|`)[^{}\n]{0,64}\}|\$\{jndi:/gi,
		words: ["{{", "${", "<%", "#{"],
	},
	{
		type: "tool.code_execution",
		score: 850,
		pattern:
			/\b(?:os\.(?:system|popen|exec[lv]p?e?)|subprocess\.(?:run|call|popen|check_output|check_call)|pty\.spawn|child_process|execsync|spawnsync|runtime\.getruntime|processbuilder|shell_exec|passthru|proc_open|pickle\.loads|marshal\.loads|yaml\.unsafe_load|__import__|importlib\.import_module|new\s{1,4}function\s{0,4}\(|process\.binding|invoke-expression|iex\s{0,2}\(|downloadstring|frombase64string|ctypes\.cdll|__builtins__|__subclasses__|__globals__)/gi,
	},
	{
		type: "tool.code_execution",
		score: 720,
		pattern:
			/\b(?:eval|exec|compile|execfile|assert)\s{0,4}\(\s{0,4}(?:['"`]|base64|open\s{0,2}\(|input\s{0,2}\(|request|atob|decode|urllib|requests)/gi,
	},
];

export const PATTERNS: readonly ToolPattern[] = [...PATHS, ...SHELL, ...SQL, ...CODE];
