export function programs(): string[];
export function program(lines: number): string;
