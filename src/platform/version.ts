// The version of the code that hosts a policy; part of every record. Equal to package.json's, which a test checks.
export const HOST_VERSION = "edict/0.1.0";
