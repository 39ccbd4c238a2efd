// Waits for work no longer than a time; the work goes on.

class Late extends Error {
	override readonly name = "Late";
}

/** Throws when the work is not done in time (ms); the work goes on. */
export async function within<T>(time: number, work: Promise<T>): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Late()), time);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}
