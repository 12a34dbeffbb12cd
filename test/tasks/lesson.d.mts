export function copyLesson(to: string, language?: string): void;
