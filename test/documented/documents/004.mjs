// Document 000: studio-go-runner on Azure, and the other examples of its repository.
export default {};
