import { createApp } from 'vue'
import App from './App.vue'
import { loadBasics } from './composables/useContext'
import { readSession } from './composables/useSession'
import { createAppRouter } from './shell/router'
import './styles/base.css'

// The basics are asked for at once, beside the page's own code.
void loadBasics()
void readSession()
createApp(App).use(createAppRouter()).mount('#app')
