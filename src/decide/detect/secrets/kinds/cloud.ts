// Keys of cloud providers.
import { context, type KindFamily, marked, token } from "../kind.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

export const CLOUD_KINDS: KindFamily = {
	tokens: [
		token("secret.aws_access_key_id", ["AKIA", "ASIA", "ABIA", "ACCA"], "[A-Z2-7]{16}"),
		token("secret.aws_bedrock_key", "ABSK", "[A-Za-z0-9+/]{109,269}={0,2}"),
		token("secret.aws_bedrock_key", "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t", "[A-Za-z0-9+/=]{0,400}"),
		token("secret.gcp_api_key", "AIza", "[A-Za-z0-9_-]{35}(?!-)"),
		token("secret.gcp_oauth_client_secret", "GOCSPX-", "[A-Za-z0-9_-]{28}(?!-)"),
		token("secret.gcp_oauth_token", "ya29.", "[A-Za-z0-9_-]{30,400}"),
		token("secret.gcp_oauth_token", "1//0", "[A-Za-z0-9_-]{40,150}", { score: 900 }),
		token("secret.firebase_server_key", "AAAA", "[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{127,140}"),
		token("secret.azure_sas_token", "sig=", "[A-Za-z0-9%/+]{43,60}(?:%3[dD]|=)"),
		token("secret.digitalocean_token", ["dop_v1_", "doo_v1_", "dor_v1_"], "[a-f0-9]{64}"),
		token("secret.alibaba_access_key_id", "LTAI", "[A-Za-z0-9]{12,20}", { score: 910 }),
		token("secret.tencent_secret_id", "AKID", "[A-Za-z0-9]{32}"),
		token("secret.yandex_key", "AQVN", "[A-Za-z0-9_-]{35,38}"),
		token("secret.yandex_key", ["y0_", "y1_", "y2_"], "[A-Za-z0-9_-]{50,60}"),
		token("secret.yandex_key", "t1.", "[A-Z0-9a-z_-]{2,400}[=]{0,2}\\.[A-Z0-9a-z_-]{86}[=]{0,2}"),
	],
	marks: [
		marked("secret.azure_client_secret", "Q~", [4], "[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}"),
		marked("secret.azure_api_key", "JQQJ99", [52], "[A-Za-z0-9]{52}JQQJ99[A-D][A-Z0-9][A-Za-z0-9]{20,24}"),
		marked("secret.azure_storage_key", "+ASt", [76], "[A-Za-z0-9+/]{76}\\+ASt[A-Za-z0-9+/]{6}=="),
		marked("secret.azure_api_key", "AzSe", [42], "[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}"),
		marked("secret.azure_devops_token", "AZDO", [76], "[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}"),
	],
	contexts: [
		context(
			"secret.aws_secret_access_key",
			["aws_secret", "secret_access_key", "secretaccesskey", "aws secret", "secret access key", "aws_secret_access_key"],
			"[A-Za-z0-9+/]{40}",
			900,
		),
		context(
			"secret.aws_session_token",
			["session_token", "sessiontoken", "aws_session_token"],
			"[A-Za-z0-9+/]{150,600}={0,2}",
			900,
		),
		context("secret.azure_storage_key", ["accountkey", "storage_key", "storage account key"], "[A-Za-z0-9+/]{86}==", 930),
		context("secret.azure_shared_access_key", ["sharedaccesskey", "shared_access_key"], "[A-Za-z0-9+/]{43}=", 930),
		context("secret.azure_api_key", ["azure", "ocp-apim-subscription-key", "cognitive"], "[a-f0-9]{32}", 800),
		context("secret.azure_devops_token", ["azure_devops", "azure devops", "vsts", "azuredevops"], "[a-z2-7]{52}", 850),
		context("secret.digitalocean_spaces_key", ["spaces_secret", "spaces secret", "spaces_key"], "[A-Za-z0-9+/]{43}", 850),
		context(
			"secret.alibaba_secret_key",
			["alibaba", "aliyun", "alicloud", "accesskeysecret", "access_key_secret"],
			"[A-Za-z0-9]{30}",
		),
		context("secret.tencent_secret_key", ["tencent", "tencentcloud", "qcloud"], "[A-Za-z0-9]{32}"),
		context("secret.ibm_cloud_key", ["ibm", "ibmcloud", "bluemix", "softlayer"], "[A-Za-z0-9_-]{44}"),
		context("secret.scaleway_secret_key", ["scw", "scaleway"], UUID),
		context("secret.linode_token", ["linode"], "[a-f0-9]{64}"),
		context("secret.hetzner_token", ["hcloud", "hetzner"], "[A-Za-z0-9]{64}"),
		context("secret.vultr_key", ["vultr"], "[A-Z0-9]{36}"),
	],
};
