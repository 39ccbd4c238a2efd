// The parts of the OpenAPI document that the page reads.

export type ApiSchema = Readonly<Record<string, unknown>>;

export type ApiParameter = {
	readonly $ref?: string;
	readonly name?: string;
	readonly in?: string;
	readonly required?: boolean;
	readonly description?: string;
	readonly schema?: ApiSchema;
};

export type ApiContent = Readonly<Record<string, { readonly schema?: ApiSchema; readonly example?: unknown }>>;
export type ApiResponse = { readonly description: string; readonly content?: ApiContent };

export type ApiOperation = {
	readonly operationId: string;
	readonly tags: readonly string[];
	readonly summary: string;
	readonly description?: string;
	readonly "x-edict-roles": string | readonly string[];
	readonly "x-edict-browser"?: boolean;
	readonly parameters?: readonly ApiParameter[];
	readonly requestBody?: { readonly content: ApiContent };
	readonly responses: Readonly<Record<string, ApiResponse>>;
};

export type ApiDocument = {
	readonly info: { readonly title: string; readonly version: string; readonly summary: string; readonly description: string };
	readonly tags: readonly { readonly name: string; readonly description: string }[];
	readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
	readonly components: {
		readonly schemas: Readonly<Record<string, ApiSchema>>;
		readonly parameters: Readonly<Record<string, ApiParameter>>;
	};
	readonly "x-edict-problems": Readonly<
		Record<string, { readonly status: number; readonly title: string; readonly type: string; readonly description: string }>
	>;
};
