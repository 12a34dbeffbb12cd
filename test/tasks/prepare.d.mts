export const root: string;
export const cache: string;
export function browser(): { executablePath: string; env: Record<string, string> } | undefined;
