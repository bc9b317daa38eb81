import { LightningElement } from 'lwc';
import { logIn, used } from 'app/server';

export default class Login extends LightningElement {
    username = '';
    password = '';
    error = '';

    handleChange(event) {
        this[event.target.dataset.field] = event.detail.value;
    }

    async handleLogIn() {
        used('login');
        const answer = await logIn(this.username, this.password);
        this.error = answer.error ?? '';
        if (answer.status === 200) {
            this.dispatchEvent(new CustomEvent('loggedin'));
        }
    }
}
