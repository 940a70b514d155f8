/** What a list may come as; the phone offers these files alone. */
export const LIST_FILES = '.xlsx,.xls,.csv,.txt'
