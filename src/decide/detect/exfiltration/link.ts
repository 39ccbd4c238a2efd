// A link as it stands in a text: where its URL is, how it is carried, what it shows.

/** How a URL is carried: `*_image`, `css_url` and `refresh` load without a click. */
export type Carrier = "markdown_image" | "html_image" | "css_url" | "refresh" | "form_action" | "link" | "plain";

export type Link = {
	readonly carrier: Carrier;
	/** Of the URL alone. */
	readonly start: number;
	readonly end: number;
	readonly url: string;
	/** The visible text of a link, where it has one. */
	readonly label?: string;
};
