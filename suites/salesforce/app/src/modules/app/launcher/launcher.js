import { LightningElement } from 'lwc';
import { session, used } from 'app/server';

export default class Launcher extends LightningElement {
    isOpen = false;
    isLoading = false;
    items = [];
    text = '';

    get expanded() {
        return String(this.isOpen);
    }

    get shown() {
        const text = this.text.trim().toLowerCase();
        return this.items.filter((item) => item.label.toLowerCase().includes(text));
    }

    async handleToggle() {
        used('launcher');
        this.isOpen = !this.isOpen;
        this.text = '';
        this.items = [];
        if (this.isOpen) {
            this.isLoading = true;
            this.items = (await session()).items;
            this.isLoading = false;
        }
    }

    handleText(event) {
        this.text = event.detail.value;
    }

    handleItem(event) {
        event.preventDefault();
        const { href, dataset } = event.currentTarget;
        used(`launcher ${dataset.label}`);
        this.isOpen = false;
        const detail = new URL(href).pathname;
        this.dispatchEvent(new CustomEvent('navigate', { detail, bubbles: true, composed: true }));
    }
}
