// Tokens of code hosts, package registries and builds.
import { crcTail } from "../checksum.ts";
import { context, type KindFamily, token } from "../kind.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

export const SOURCE_KINDS: KindFamily = {
	tokens: [
		token("secret.github_token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], "[A-Za-z0-9]{36,255}", { check: crcTail, score: 900 }),
		token("secret.github_fine_grained_token", "github_pat_", "[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
		token(
			"secret.gitlab_token",
			["glpat-", "gldt-", "glimt-", "glft-", "glagent-", "gloas-", "glffct-", "glsoat-"],
			"[A-Za-z0-9_-]{20,300}(?:\\.[0-9a-z]{2}\\.?[0-9a-z]{7,9})?",
		),
		token(
			"secret.gitlab_runner_token",
			["glrt-", "glrtr-", "glcbt-", "glptt-", "GR1348941"],
			"[A-Za-z0-9_-]{20,300}(?:\\.[0-9a-z]{2}\\.?[0-9a-z]{7,9})?",
		),
		token("secret.bitbucket_token", "ATBB", "[A-Za-z0-9]{28}[A-F0-9]{4}"),
		token("secret.bitbucket_token", "ATCTT3xFfG", "[A-Za-z0-9_=-]{100,240}"),
		token("secret.sourcegraph_token", ["sgp_", "slk_"], "(?:[a-f0-9]{16}_|local_)?[a-f0-9]{40}"),
		token("secret.npm_token", "npm_", "[A-Za-z0-9]{36}", { check: crcTail, score: 900 }),
		token("secret.pypi_token", ["pypi-AgEIcHlwaS5vcmc", "pypi-AgENdGVzdC5weXBpLm9yZw"], "[A-Za-z0-9_-]{50,250}"),
		token("secret.rubygems_token", "rubygems_", "[a-f0-9]{48}"),
		token("secret.crates_io_token", "cio", "[A-Za-z0-9]{32}", { score: 910 }),
		token("secret.nuget_key", "oy2", "[a-z2-7]{43}"),
		token("secret.docker_hub_token", ["dckr_pat_", "dckr_oat_"], "[A-Za-z0-9_-]{27,32}"),
		token("secret.clojars_token", "CLOJARS_", "[a-f0-9]{60}"),
		token("secret.artifactory_key", "AKCp", "[A-Za-z0-9]{60,80}"),
		token("secret.artifactory_key", "cmVmdGtuOjAx", "[A-Za-z0-9]{52}"),
		token("secret.circleci_token", ["CCIPAT_", "CCIPRJ_", "CCIPAT-"], "[A-Za-z0-9]{20,24}[_-][a-f0-9]{40}"),
		token("secret.buildkite_token", ["bkua_", "bkaj_"], "[a-f0-9]{40}"),
		token("secret.sonar_token", ["squ_", "sqp_", "sqa_"], "[a-f0-9]{40}"),
		token("secret.snyk_token", "snyk_", `(?:uat|sat)\\.[a-z0-9]{8}\\.[A-Za-z0-9_-]{20,120}(?:\\.[A-Za-z0-9_-]{20,120})?`),
	],
	contexts: [
		context("secret.bitbucket_token", ["bitbucket"], "[A-Za-z0-9]{20,64}", 780),
		context("secret.gitea_token", ["gitea", "forgejo", "codeberg"], "[a-f0-9]{40}"),
		context("secret.circleci_token", ["circleci", "circle"], "[a-f0-9]{40}"),
		context("secret.travis_token", ["travis", "travisci"], "[A-Za-z0-9_-]{22}"),
		context("secret.codecov_token", ["codecov"], UUID),
		context("secret.sonar_token", ["sonar", "sonarqube", "sonarcloud"], "[a-f0-9]{40}"),
		context("secret.snyk_token", ["snyk"], UUID),
	],
};
